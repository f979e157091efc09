package dev.tain.link;

import java.util.List;

/**
 * ACLs of the destination cluster. Safe for many threads. All methods may throw {@link dev.tain.model.TainException}:
 * {@code REQUEST_INVALID} for words that Kafka does not know or that do not fit, and those of {@link BrokerService};
 * {@code KAFKA_REFUSED} also where the cluster has no authorizer.
 */
public interface AclService {
    /** Those that a filter covers. */
    List<Acl> find(Acl filter);

    /** Makes all of them; those that there are already stay. */
    void create(List<Acl> acls);

    /** Removes all that a filter covers, and says which these were. */
    List<Acl> delete(Acl filter);

    /**
     * An ACL, or a filter. The words are the names of Kafka's own constants, such as {@code TRANSACTIONAL_ID}, in any
     * case of letters; in a filter a word that is empty or {@code ANY}, and a text that is empty, cover all.
     *
     * @param pattern how the name is meant; in a filter {@code MATCH} covers all ACLs that affect the name
     */
    record Acl(
            String resource,
            String name,
            String pattern,
            String principal,
            String host,
            String operation,
            String permission) {}
}
