package dev.tain.link.internal.control;

import dev.tain.link.LinkStatus.Problem;
import dev.tain.link.LinkStatus.ProblemKind;
import dev.tain.link.internal.cluster.Replies;
import dev.tain.link.plan.AclFilters;
import dev.tain.link.plan.AclPlan;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.Stored.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteAclsResult.FilterResult;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SecurityDisabledException;

/**
 * Takes ACLs over from a source, as {@link AclPlan} says. That an ACL is this link's own is stored before it is made,
 * so that none is left behind for ever by a crash, and until after it was removed.
 */
final class AclKeeper {
    /** So many ACLs are made or removed at once. */
    private static final int AT_ONCE = 500;

    private static final int MOST_PROBLEMS = 50;

    private final LinkStore store;
    private final Admin destination;

    AclKeeper(LinkStore store, Admin destination) {
        this.store = store;
        this.destination = destination;
    }

    /**
     * One round over all ACLs.
     *
     * @return what went wrong with all or single ones
     * @throws KafkaException when the source or the destination does not answer, or does not allow it
     */
    List<Problem> sync(LinkRecord link, Admin source) {
        Collection<AclBinding> theirs;
        try {
            theirs = list(source);
        } catch (SecurityDisabledException e) {
            return disabled("The source has no authorizer, so it has no ACLs to take over");
        }
        Collection<AclBinding> ours;
        try {
            ours = list(destination);
        } catch (SecurityDisabledException e) {
            return disabled("This cluster has no authorizer (authorizer.class.name), so it can have no ACLs");
        }
        AclFilters filters = AclFilters.parse(LinkConfigs.value(link.configs(), LinkConfigs.ACL_FILTERS));
        Set<AclBinding> own = store.stored().acls().getOrDefault(link.name(), Set.of());
        AclPlan plan = AclPlan.of(filters, theirs, ours, own);
        if (plan.added().isEmpty()
                && plan.removed().isEmpty()
                && plan.forgotten().isEmpty()) {
            return List.of();
        } else if (!mayAlter()) {
            return List.of(new Problem(
                    ProblemKind.AUTHORIZATION,
                    "This cluster does not let links change its ACLs; allow their user ALTER of the cluster."));
        }
        List<Problem> problems = new ArrayList<>();
        for (List<AclBinding> some : chunks(plan.added())) {
            store.exclusively(() -> add(link, some, problems));
        }
        for (List<AclBinding> some : chunks(plan.removed())) {
            store.exclusively(() -> remove(link, some, problems));
        }
        store.exclusively(() -> note(link, plan.forgotten(), false));
        return Problems.atMost(MOST_PROBLEMS, problems);
    }

    private static Collection<AclBinding> list(Admin admin) {
        return Replies.of(admin.describeAcls(AclBindingFilter.ANY).values());
    }

    private static List<Problem> disabled(String why) {
        return List.of(new Problem(ProblemKind.SECURITY_DISABLED, why + "."));
    }

    private boolean mayAlter() {
        var options = new DescribeClusterOptions().includeAuthorizedOperations(true);
        Set<AclOperation> allowed =
                Replies.of(destination.describeCluster(options).authorizedOperations());
        return allowed != null && allowed.contains(AclOperation.ALTER);
    }

    private static List<List<AclBinding>> chunks(List<AclBinding> all) {
        List<List<AclBinding>> chunks = new ArrayList<>();
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            chunks.add(all.subList(i, Math.min(all.size(), i + AT_ONCE)));
        }
        return chunks;
    }

    private void add(LinkRecord link, List<AclBinding> some, List<Problem> problems) {
        if (!note(link, some, true)) {
            return;
        }
        List<AclBinding> refused = new ArrayList<>();
        destination.createAcls(some).values().forEach((acl, future) -> {
            try {
                Replies.of(future);
            } catch (KafkaException e) {
                problems.add(problem(acl, "made", e));
                if (!(e instanceof RetriableException)) {
                    refused.add(acl);
                }
            }
        });
        note(link, refused, false);
    }

    private void remove(LinkRecord link, List<AclBinding> some, List<Problem> problems) {
        if (isOver(link)) {
            return;
        }
        List<AclBinding> removed = new ArrayList<>();
        List<AclBindingFilter> filters = some.stream().map(AclBinding::toFilter).toList();
        var results = destination.deleteAcls(filters).values();
        for (AclBinding acl : some) {
            try {
                for (FilterResult each : Replies.of(Objects.requireNonNull(results.get(acl.toFilter())))
                        .values()) {
                    if (each.exception() != null) {
                        throw each.exception();
                    }
                }
                removed.add(acl);
            } catch (KafkaException e) {
                problems.add(problem(acl, "removed", e));
            }
        }
        note(link, removed, false);
    }

    private static Problem problem(AclBinding acl, String what, KafkaException e) {
        return new Problem(ProblemKind.OTHER, "The ACL " + acl + " could not be " + what + ": " + e.getMessage());
    }

    /** Whether the link is not there any more, or is another one by now. */
    private boolean isOver(LinkRecord link) {
        return !link.equals(store.stored().links().get(link.name()));
    }

    /** Stores whose they are, unless the link is over. */
    private boolean note(LinkRecord link, List<AclBinding> some, boolean own) {
        if (isOver(link)) {
            return false;
        }
        if (!some.isEmpty()) {
            store.write(some.stream()
                    .<Change>map(each -> new Change.Acl(link.name(), each, own))
                    .toList());
        }
        return true;
    }
}
