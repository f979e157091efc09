package dev.tain.link.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tain.link.plan.FilterJson.Unfit;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** Which ACLs of a source are taken over: those that one of the filters covers; without filters none is. */
public final class AclFilters {
    static final String FORM =
            "{\"aclFilters\":[{\"resourceFilter\":{\"resourceType\":\"any\",\"patternType\":\"any\"},"
                    + "\"accessFilter\":{\"operation\":\"any\",\"permissionType\":\"any\"}}]}, with an optional name in"
                    + " resourceFilter, and an optional principal and host in accessFilter";

    private static final FilterJson JSON = new FilterJson("aclFilters", FORM);
    private static final String RESOURCE = "resourceFilter";
    private static final String ACCESS = "accessFilter";

    private final List<AclBindingFilter> filters;

    private AclFilters(List<AclBindingFilter> filters) {
        this.filters = filters;
    }

    /** @throws IllegalArgumentException when it is not of the form; the message says what is wrong with it */
    public static AclFilters parse(String text) {
        return new AclFilters(JSON.read(text, AclFilters::filter));
    }

    private static AclBindingFilter filter(JsonNode node) throws Unfit {
        checkFields(node, Set.of(RESOURCE, ACCESS));
        JsonNode resource = part(node, RESOURCE, Set.of("resourceType", "name", "patternType"));
        JsonNode access = part(node, ACCESS, Set.of("principal", "host", "operation", "permissionType"));
        ResourceType type = word(resource, "resourceType", ResourceType::fromString, ResourceType.UNKNOWN);
        PatternType pattern = word(resource, "patternType", PatternType::fromString, PatternType.UNKNOWN);
        AclOperation operation = word(access, "operation", AclOperation::fromString, AclOperation.UNKNOWN);
        AclPermissionType permission =
                word(access, "permissionType", AclPermissionType::fromString, AclPermissionType.UNKNOWN);
        return new AclBindingFilter(
                new ResourcePatternFilter(type, text(resource, "name"), pattern),
                new AccessControlEntryFilter(text(access, "principal"), text(access, "host"), operation, permission));
    }

    /** What is not known may be a name misspelt, and without it the filter would cover more than is meant. */
    private static void checkFields(JsonNode node, Set<String> known) throws Unfit {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new Unfit("has a field " + name + ", which is not known");
            }
        }
    }

    private static JsonNode part(JsonNode node, String field, Set<String> known) throws Unfit {
        JsonNode part = node.path(field);
        if (!part.isObject()) {
            throw new Unfit("has no " + field);
        }
        checkFields(part, known);
        return part;
    }

    /** A word in any case, or in the form transactionalId. */
    private static <T> T word(JsonNode node, String field, Function<String, T> read, T unknown) throws Unfit {
        String text = FilterJson.required(node, field);
        String snake = text.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        T word = read.apply(snake);
        if (word.equals(unknown)) {
            throw new Unfit("has the " + field + " '" + text + "', which is not known");
        }
        return word;
    }

    /** Kafka's filters have null for anything. */
    private static @Nullable String text(JsonNode node, String field) throws Unfit {
        return FilterJson.optional(node, field).orElse(null);
    }

    public boolean isEmpty() {
        return filters.isEmpty();
    }

    public boolean covers(AclBinding acl) {
        return filters.stream().anyMatch(each -> each.matches(acl));
    }
}
