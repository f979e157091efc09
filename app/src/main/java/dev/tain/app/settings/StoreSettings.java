package dev.tain.app.settings;

import dev.tain.model.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the catalog is, and how its secrets are sealed.
 *
 * @param url a PostgreSQL address with user and password; empty for the embedded database in the data directory
 * @param key keys in base64, separated by commas; empty for a key file in the data directory
 */
public record StoreSettings(Secret url, Secret key) {
    private static final String SCHEME = "jdbc:postgresql://";

    private static final Pattern ADDRESS = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<place>[^@]+)");

    private static final Setting<String> URL = Setting.open(
            "catalog.url",
            "URL",
            "a PostgreSQL database for what must survive a restart, " + SCHEME
                    + "HOST:PORT/DATABASE; none for an embedded one",
            "",
            StoreSettings::parse);
    private static final Setting<String> USER =
            Setting.open("catalog.user", "NAME", "user of catalog.url", "", String::strip);
    private static final Setting<String> PASSWORD = Setting.secret("catalog.password", "password of that user");
    private static final Setting<String> KEY =
            Setting.secret("catalog.key", "32 bytes in base64 that seal the peers' secrets; none for a key file");

    static final List<Setting<?>> ALL = List.of(URL, USER, PASSWORD, KEY);

    static StoreSettings read(SettingsReader reader) {
        String url = reader.value(URL);
        String user = reader.value(USER);
        String password = reader.value(PASSWORD);
        if (url.isEmpty() && !(user.isEmpty() && password.isEmpty())) {
            reader.fault(
                    user.isEmpty() ? PASSWORD : USER, "there is no catalog.url to use it for.", "Set catalog.url too.");
        }
        return new StoreSettings(new Secret(complete(url, user, password)), new Secret(reader.value(KEY)));
    }

    /** Takes the address of libpq's form too, where user and password stand before the host. */
    private static String parse(String text) {
        if (text.isBlank()) {
            return "";
        }
        Matcher matcher = ADDRESS.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(SCHEME + "HOST:PORT/DATABASE");
        }
        String url = SCHEME + matcher.group("place");
        return withEncoded(
                withEncoded(url, "user", orEmpty(matcher.group("user"))),
                "password",
                orEmpty(matcher.group("password")));
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static String complete(String url, String user, String password) {
        return with(with(url, "user", user), "password", password);
    }

    private static String with(String url, String name, String value) {
        return withEncoded(
                url, name, URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private static String withEncoded(String url, String name, String value) {
        boolean nothing = url.isEmpty() || value.isEmpty();
        return nothing ? url : url + (url.contains("?") ? "&" : "?") + name + "=" + value;
    }
}
