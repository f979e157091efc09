package dev.tain.link.internal.cluster;

import dev.tain.link.AclService.Acl;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** ACLs in words, and as Kafka has them. */
final class AclWords {
    private static final String ANY = "ANY";

    private AclWords() {}

    static Acl acl(AclBinding binding) {
        return new Acl(
                binding.pattern().resourceType().name(),
                binding.pattern().name(),
                binding.pattern().patternType().name(),
                binding.entry().principal(),
                binding.entry().host(),
                binding.entry().operation().name(),
                binding.entry().permissionType().name());
    }

    /** @throws TainException {@code REQUEST_INVALID} */
    static AclBindingFilter filter(Acl filter) {
        return new AclBindingFilter(
                new ResourcePatternFilter(
                        word("resource type", orAny(filter.resource()), all(ResourceType.class)),
                        orNull(filter.name()),
                        word("pattern type", orAny(filter.pattern()), all(PatternType.class))),
                new AccessControlEntryFilter(
                        orNull(filter.principal()),
                        orNull(filter.host()),
                        word("operation", orAny(filter.operation()), all(AclOperation.class)),
                        word("permission", orAny(filter.permission()), all(AclPermissionType.class))));
    }

    private static String orAny(String word) {
        return word.isEmpty() ? ANY : word;
    }

    /** Kafka's filters have null for anything. */
    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** @throws TainException {@code REQUEST_INVALID} */
    static AclBinding binding(Acl acl) {
        requireText("resource name", acl.name());
        requireText("host", acl.host());
        if (!acl.principal().matches("[^:]+:.+")) {
            throw invalid(
                    "The principal '" + acl.principal() + "' of an ACL is not of the form TYPE:NAME.",
                    "Name one such as User:alice, or User:* for everybody.");
        }
        return new AclBinding(
                new ResourcePattern(
                        word("resource type", acl.resource(), definite(ResourceType.class)),
                        acl.name(),
                        word("pattern type", acl.pattern(), EnumSet.of(PatternType.LITERAL, PatternType.PREFIXED))),
                new AccessControlEntry(
                        acl.principal(),
                        acl.host(),
                        word("operation", acl.operation(), definite(AclOperation.class)),
                        word("permission", acl.permission(), definite(AclPermissionType.class))));
    }

    private static void requireText(String what, String text) {
        if (text.isEmpty()) {
            throw invalid("An ACL has no " + what + ".", "Give one; * means all.");
        }
    }

    /** All words but the one for what is not known. */
    private static <E extends Enum<E>> Set<E> all(Class<E> type) {
        return EnumSet.copyOf(Arrays.stream(type.getEnumConstants())
                .filter(each -> !each.name().equals("UNKNOWN"))
                .toList());
    }

    /** Those of them that mean one thing. */
    private static <E extends Enum<E>> Set<E> definite(Class<E> type) {
        return EnumSet.copyOf(
                all(type).stream().filter(each -> !each.name().equals(ANY)).toList());
    }

    private static <E extends Enum<E>> E word(String what, String text, Set<E> words) {
        String upper = text.toUpperCase(Locale.ROOT);
        return words.stream()
                .filter(each -> each.name().equals(upper))
                .findFirst()
                .orElseThrow(() -> invalid(
                        text.isEmpty()
                                ? "An ACL has no " + what + "."
                                : "The " + what + " '" + text + "' does not fit here.",
                        "Use one of " + words.stream().map(Enum::name).collect(Collectors.joining(", ")) + "."));
    }

    private static TainException invalid(String sentence, String remedy) {
        return new TainException(ErrorCode.REQUEST_INVALID, sentence, remedy);
    }
}
