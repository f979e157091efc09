package dev.tain.link.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** An ACL as one text, which is read back as the same: seven fields with slashes between. */
final class AclText {
    private static final int FIELDS = 7;

    private AclText() {}

    static String write(AclBinding acl) {
        return Stream.of(
                        acl.pattern().resourceType().name(),
                        acl.pattern().patternType().name(),
                        acl.pattern().name(),
                        acl.entry().principal(),
                        acl.entry().host(),
                        acl.entry().operation().name(),
                        acl.entry().permissionType().name())
                .map(each -> each.replace("%", "%25").replace("/", "%2F"))
                .collect(Collectors.joining("/"));
    }

    /** @throws IllegalArgumentException when it was not written by {@link #write} */
    static AclBinding read(String text) {
        List<String> fields = Stream.of(text.split("/", -1))
                .map(each -> each.replace("%2F", "/").replace("%25", "%"))
                .toList();
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException("an ACL of the links' store has " + fields.size() + " fields");
        }
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.valueOf(fields.get(0)), fields.get(2), PatternType.valueOf(fields.get(1))),
                new AccessControlEntry(
                        fields.get(3),
                        fields.get(4),
                        AclOperation.valueOf(fields.get(5)),
                        AclPermissionType.valueOf(fields.get(6))));
    }
}
