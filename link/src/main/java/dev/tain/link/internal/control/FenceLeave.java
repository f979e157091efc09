package dev.tain.link.internal.control;

import dev.tain.link.internal.cluster.Replies;
import dev.tain.link.plan.FenceRecord;
import dev.tain.link.plan.LinkRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Whether a link may close topics of its source to their writers.
 *
 * @param trouble why it may not close any; empty when it may
 * @param acls all about topics of the source
 */
record FenceLeave(String trouble, Collection<AclBinding> acls) {
    private static final String OTHERWISE = " Or stop the producers yourself, and promote without fence_source";

    /** Asks the source, and changes nothing there. */
    static FenceLeave ask(LinkRecord link) {
        try (Admin source = Sources.admin(link)) {
            ResourcePatternFilter topics = new ResourcePatternFilter(ResourceType.TOPIC, null, PatternType.ANY);
            AclBindingFilter all = new AclBindingFilter(topics, AccessControlEntryFilter.ANY);
            Collection<AclBinding> acls = Replies.of(source.describeAcls(all).values());
            var options = new DescribeClusterOptions().includeAuthorizedOperations(true);
            Set<AclOperation> allowed =
                    Replies.of(source.describeCluster(options).authorizedOperations());
            return allowed != null && allowed.contains(AclOperation.ALTER) ? new FenceLeave("", acls) : forbidden();
        } catch (SecurityDisabledException e) {
            return refused("The source has no authorizer, so nothing keeps its producers from writing."
                    + " Configure authorizer.class.name there." + OTHERWISE);
        } catch (AuthorizationException e) {
            return forbidden();
        } catch (KafkaException e) {
            return refused("The source does not say whether it can be closed to its writers: " + Sources.said(e));
        }
    }

    private static FenceLeave forbidden() {
        return refused("The source does not let the link's user change ACLs; allow it ALTER of the cluster there."
                + OTHERWISE);
    }

    private static FenceLeave refused(String why) {
        return new FenceLeave(why, List.of());
    }

    boolean isClosed(String topic) {
        return acls.contains(FenceRecord.denial(topic));
    }

    /**
     * Why a topic may not be closed. A first ACL of a topic takes away what everybody may do where there is none,
     * reading too.
     */
    Optional<String> refusal(String topic) {
        if (!trouble.isEmpty()) {
            return Optional.of(trouble);
        }
        boolean hasOthers = acls.stream()
                .filter(acl -> !acl.equals(FenceRecord.denial(topic)))
                .anyMatch(acl -> isAbout(acl.pattern(), topic));
        return hasOthers
                ? Optional.empty()
                : Optional.of("Topic '" + topic + "' of the source has no ACLs. Where allow.everyone.if.no.acl.found is"
                        + " set, one that denies writing would deny reading it too; allow its readers and the link's"
                        + " user READ and DESCRIBE of it first." + OTHERWISE);
    }

    private static boolean isAbout(ResourcePattern pattern, String topic) {
        return switch (pattern.patternType()) {
            case LITERAL -> pattern.name().equals(topic) || pattern.name().equals(ResourcePattern.WILDCARD_RESOURCE);
            case PREFIXED -> topic.startsWith(pattern.name());
            case UNKNOWN, ANY, MATCH -> false;
        };
    }
}
