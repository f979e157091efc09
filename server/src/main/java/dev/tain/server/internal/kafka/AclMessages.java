package dev.tain.server.internal.kafka;

import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import java.util.List;

/** Messages about ACLs. */
final class AclMessages {
    private AclMessages() {}

    /** Which ACLs are meant; what is not given covers all. */
    record AclQuery(
            String resourceType,
            String resourceName,
            String patternType,
            String principal,
            String host,
            String operation,
            String permission) {}

    record CreateAclRequestData(
            String resourceType,
            String resourceName,
            String patternType,
            String principal,
            String host,
            String operation,
            String permission) {}

    record CreateAclRequestDataList(List<CreateAclRequestData> data) {}

    record AclData(
            String kind,
            Metadata metadata,
            String clusterId,
            String resourceType,
            String resourceName,
            String patternType,
            String principal,
            String host,
            String operation,
            String permission)
            implements Item {}

    /** Those that were deleted; without the envelope of other lists. */
    record DeletedAcls(List<AclData> data) {}
}
