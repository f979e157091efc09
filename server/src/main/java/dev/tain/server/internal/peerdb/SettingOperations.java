package dev.tain.server.internal.peerdb;

import dev.tain.engine.AdministrationService;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.DynamicSettings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The instance's settings: all that are published, those that work here and those that don't. */
final class SettingOperations {
    /** Settings that are not published are kept too, but not any number of them. */
    private static final int MOST_CHANGED = 200;

    private static final int MAX_NAME_CHARS = 200;
    private static final int MAX_VALUE_CHARS = 2_000;

    private final AdministrationService administration;

    SettingOperations(AdministrationService administration) {
        this.administration = administration;
    }

    record GetRequest() {}

    record GetResponse(List<Setting> settings) {}

    /** @param value null for the default */
    record PostRequest(String name, @Nullable String value) {}

    record PostResponse() {}

    List<Route> routes() {
        return List.of(
                Operation.get("dynamic_settings", GetRequest.class, _ -> get()),
                Operation.post("dynamic_settings", PostRequest.class, this::post));
    }

    private GetResponse get() {
        Map<String, String> changed = new TreeMap<>(administration.settings());
        if (administration.isClosed()) {
            changed.put(DynamicSettings.MAINTENANCE, "true");
        }
        List<Setting> settings = new ArrayList<>();
        DynamicSettings.PUBLISHED.values().forEach(each -> settings.add(each.with(changed.remove(each.name()))));
        changed.forEach((name, value) -> settings.add(DynamicSettings.unknown(name, value)));
        return new GetResponse(settings);
    }

    private PostResponse post(PostRequest request) {
        String name = Peers.given("name", request.name());
        String value = request.value();
        if (name.length() > MAX_NAME_CHARS || (value != null && value.length() > MAX_VALUE_CHARS)) {
            throw tooMuch("name or value of the setting is too long");
        }
        if (value != null) {
            DynamicSettings.check(name, value);
        }
        if (name.equals(DynamicSettings.MAINTENANCE)) {
            administration.close(value != null && DynamicSettings.isTrue(value));
            return new PostResponse();
        }
        boolean more = value != null && !DynamicSettings.PUBLISHED.containsKey(name);
        if (more && administration.settings().size() >= MOST_CHANGED) {
            throw tooMuch("more than " + MOST_CHANGED + " settings are changed");
        }
        administration.set(name, Optional.ofNullable(value));
        return new PostResponse();
    }

    private static ApiFault tooMuch(String sentence) {
        return Faults.of(
                ErrorCode.REQUEST_INVALID,
                sentence,
                "Change settings that GET /v1/dynamic_settings shows, in few words.");
    }
}
