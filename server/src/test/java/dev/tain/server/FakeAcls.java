package dev.tain.server;

import dev.tain.link.AclService;
import dev.tain.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** ACLs in memory; filters look at resource type, name and principal only. */
final class FakeAcls implements AclService {
    private final FakeLinks links;
    private final List<Acl> acls = new ArrayList<>();

    FakeAcls(FakeLinks links) {
        this.links = links;
    }

    private static boolean fits(String wanted, String given) {
        return wanted.isEmpty() || wanted.equals("ANY") || wanted.equals(given);
    }

    @Override
    public List<Acl> find(Acl filter) {
        if (filter.resource().equals("TABLE")) {
            throw FakeLinks.error(ErrorCode.REQUEST_INVALID, "The resource type 'TABLE' does not fit here.");
        }
        return acls.stream()
                .filter(each -> fits(filter.resource(), each.resource())
                        && fits(filter.name(), each.name())
                        && fits(filter.principal(), each.principal()))
                .toList();
    }

    @Override
    public void create(List<Acl> made) {
        links.change("createAcls " + made);
        acls.addAll(made);
    }

    @Override
    public List<Acl> delete(Acl filter) {
        links.change("deleteAcls " + filter);
        List<Acl> deleted = find(filter);
        acls.removeAll(deleted);
        return deleted;
    }
}
