package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AclPlanTest {
    private static final AclFilters TOPICS = AclFilters.parse("""
            {"aclFilters": [{
              "resourceFilter": {"resourceType": "topic", "patternType": "any"},
              "accessFilter": {"operation": "any", "permissionType": "any"}}]}""");

    private static AclBinding acl(String user, ResourceType type, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, "orders", PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", AclOperation.READ, permission));
    }

    private static AclBinding read(String user) {
        return acl(user, ResourceType.TOPIC, AclPermissionType.ALLOW);
    }

    @Test
    void whatTheSourceHasIsAddedDenialsFirst() {
        AclBinding denial = acl("zoe", ResourceType.TOPIC, AclPermissionType.DENY);
        AclBinding ofGroup = acl("al", ResourceType.GROUP, AclPermissionType.ALLOW);
        AclPlan plan =
                AclPlan.of(TOPICS, List.of(read("al"), denial, ofGroup, read("bo")), List.of(read("bo")), Set.of());
        assertThat(plan.added()).containsExactly(denial, read("al"));
        assertThat(plan.removed()).isEmpty();
        assertThat(plan.forgotten()).isEmpty();
    }

    @Test
    void onlyWhatTheLinkAddedIsRemoved() {
        List<AclBinding> here = List.of(read("own"), read("foreign"), read("both"));
        Set<AclBinding> own = Set.of(read("own"), read("both"), read("gone"));
        AclPlan plan = AclPlan.of(TOPICS, List.of(read("both")), here, own);
        assertThat(plan.added()).isEmpty();
        assertThat(plan.removed()).containsExactly(read("own"));
        assertThat(plan.forgotten()).containsExactly(read("gone"));
    }

    @Test
    void whatTheFiltersNoLongerCoverIsLeftAsItIs() {
        AclBinding ofGroup = acl("al", ResourceType.GROUP, AclPermissionType.ALLOW);
        AclPlan plan = AclPlan.of(TOPICS, List.of(), List.of(ofGroup), Set.of(ofGroup));
        assertThat(plan.removed()).isEmpty();
        assertThat(plan.forgotten()).isEmpty();
    }

    @Test
    void filtersNameResourcesUsersAndHosts() {
        AclFilters filters = AclFilters.parse("""
                {"aclFilters": [{
                  "resourceFilter": {"resourceType": "TOPIC", "patternType": "match", "name": "orders"},
                  "accessFilter": {"principal": "User:al", "operation": "read", "permissionType": "allow",
                    "host": "*"}},
                  {"resourceFilter": {"resourceType": "transactionalId", "patternType": "literal"},
                  "accessFilter": {"operation": "any", "permissionType": "any"}}]}""");
        assertThat(filters.covers(read("al"))).isTrue();
        assertThat(filters.covers(read("bo"))).isFalse();
        assertThat(filters.covers(acl("al", ResourceType.TOPIC, AclPermissionType.DENY)))
                .isFalse();
        assertThat(filters.covers(acl("bo", ResourceType.TRANSACTIONAL_ID, AclPermissionType.DENY)))
                .isTrue();
        assertThat(AclFilters.parse("").covers(read("al"))).isFalse();
    }

    /** A name misspelt must not make a filter cover more than is meant. */
    @Test
    void filtersThatAreNotUnderstoodAreRefused() {
        String resource = "\"resourceFilter\":{\"resourceType\":\"any\",\"patternType\":\"any\"}";
        String access = "\"accessFilter\":{\"operation\":\"any\",\"permissionType\":\"any\"%s}";
        assertUnfit(resource, "aclFilters[0] has no accessFilter");
        assertUnfit(resource + "," + access.formatted(",\"principle\":\"User:al\""), "has a field principle, which");
        assertUnfit(resource + "," + access.formatted(",\"host\":7"), "has a host that is no text");
        assertUnfit(resource.replace("any", "each") + "," + access.formatted(""), "has the resourceType 'each'");
        assertUnfit(resource + "," + access.formatted("") + ",\"more\":1", "has a field more, which");
    }

    private static void assertUnfit(String filter, String why) {
        assertThatThrownBy(() -> AclFilters.parse("{\"aclFilters\":[{" + filter + "}]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
