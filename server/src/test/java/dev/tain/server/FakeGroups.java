package dev.tain.server;

import dev.tain.link.GroupService;
import dev.tain.model.ErrorCode;
import java.util.List;
import java.util.Optional;

/** Three groups: one of two consumers, one that nobody is in, and one without offsets. */
final class FakeGroups implements GroupService {
    private static final Member FIRST =
            new Member("c-1", Optional.of("i-1"), "app", List.of(new Assigned("m1", 0), new Assigned("m1", 1)));
    private static final Member SECOND = new Member("c-2", Optional.empty(), "app", List.of());

    @Override
    public List<Group> groups() {
        return List.of(
                new Group("idle", true, "", State.EMPTY, Kind.CLASSIC, false, 2, List.of()),
                new Group("new", false, "uniform", State.ASSIGNING, Kind.CONSUMER, true, 3, List.of()),
                new Group("readers", false, "range", State.STABLE, Kind.CLASSIC, false, 1, List.of(FIRST, SECOND)));
    }

    @Override
    public Group group(String id) {
        return groups().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> FakeLinks.error(ErrorCode.GROUP_UNKNOWN, "There is no consumer group '" + id + "'."));
    }

    @Override
    public List<GroupLag> lags(String id) {
        return switch (group(id).id()) {
            case "readers" ->
                List.of(
                        new GroupLag("m1", 0, 90, 100, Optional.of(FIRST)),
                        new GroupLag("m1", 1, 5_000_000_000L, 5_000_000_100L, Optional.of(FIRST)));
            case "idle" -> List.of(new GroupLag("m2", 0, 9, 7, Optional.empty()));
            default -> List.of();
        };
    }
}
