package dev.tain.link.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;

/**
 * What is done so that the destination has the ACLs of the source that the filters cover. What somebody else made is
 * never taken away, also when the source has it too: only what this link added is its own. What the filters do not
 * cover is left as it is.
 *
 * @param added what the destination lacks; denials first, so that nobody may do more for a moment
 * @param removed what the source has no longer, and this link had added; denials last
 * @param forgotten what this link had added and is gone at both sides
 */
public record AclPlan(List<AclBinding> added, List<AclBinding> removed, List<AclBinding> forgotten) {
    private static final Comparator<AclBinding> DENIALS_FIRST = Comparator.<AclBinding, Boolean>comparing(
                    each -> each.entry().permissionType() != AclPermissionType.DENY)
            .thenComparing(AclBinding::toString);

    public AclPlan {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        forgotten = List.copyOf(forgotten);
    }

    /**
     * Decides.
     *
     * @param source all ACLs there
     * @param destination all ACLs here
     * @param own what this link added before, whether or not it is still there
     */
    public static AclPlan of(
            AclFilters filters,
            Collection<AclBinding> source,
            Collection<AclBinding> destination,
            Set<AclBinding> own) {
        Set<AclBinding> theirs = new HashSet<>(source);
        Set<AclBinding> ours = new HashSet<>(destination);
        List<AclBinding> added = theirs.stream()
                .filter(each -> !each.isUnknown() && !ours.contains(each) && filters.covers(each))
                .sorted(DENIALS_FIRST)
                .toList();
        List<AclBinding> over = own.stream()
                .filter(each -> !theirs.contains(each) && filters.covers(each))
                .sorted(DENIALS_FIRST.reversed())
                .toList();
        return new AclPlan(
                added,
                over.stream().filter(ours::contains).toList(),
                over.stream().filter(each -> !ours.contains(each)).toList());
    }
}
