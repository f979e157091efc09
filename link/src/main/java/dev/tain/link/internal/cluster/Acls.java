package dev.tain.link.internal.cluster;

import dev.tain.link.AclService;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteAclsResult.FilterResult;
import org.apache.kafka.clients.admin.DeleteAclsResult.FilterResults;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** ACLs, as the cluster's authorizer keeps them. */
public final class Acls implements AclService {
    private static final String DELETE = "delete ACLs";

    private final Admin admin;

    public Acls(Admin admin) {
        this.admin = admin;
    }

    @Override
    public List<Acl> find(Acl filter) {
        AclBindingFilter covering = AclWords.filter(filter);
        return inOrder(KafkaFaults.answer(
                "describe ACLs", () -> admin.describeAcls(covering).values()));
    }

    @Override
    public void create(List<Acl> acls) {
        List<AclBinding> bindings = acls.stream().map(AclWords::binding).toList();
        KafkaFaults.answer("create ACLs", () -> admin.createAcls(bindings).all());
    }

    /** @throws TainException also when only some of them could be removed */
    @Override
    public List<Acl> delete(Acl filter) {
        AclBindingFilter covering = AclWords.filter(filter);
        FilterResults results = KafkaFaults.answer(
                DELETE,
                () -> admin.deleteAcls(List.of(covering))
                        .values()
                        .values()
                        .iterator()
                        .next());
        List<AclBinding> deleted = new ArrayList<>();
        for (FilterResult each : results.values()) {
            if (each.exception() != null) {
                throw KafkaFaults.of(DELETE, each.exception());
            }
            deleted.add(each.binding());
        }
        return inOrder(deleted);
    }

    private static List<Acl> inOrder(Collection<AclBinding> bindings) {
        return bindings.stream()
                .map(AclWords::acl)
                .sorted(Comparator.comparing(Acl::toString))
                .toList();
    }
}
