package dev.tain.server.internal.kafka;

import dev.tain.link.EndingStatus;
import dev.tain.link.EndingStatus.FenceState;
import dev.tain.link.LinkService;
import dev.tain.link.plan.EndingRecord.Progress;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.EndingMessages.FencedPartition;
import dev.tain.server.internal.kafka.EndingMessages.OperationData;
import dev.tain.server.internal.kafka.EndingMessages.OperationMirrorData;
import dev.tain.server.internal.kafka.EndingMessages.SourceFence;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import java.util.List;

/** Promotions and failovers of several mirror topics, each seen and cancelled as one; our own. */
final class EndingOperations {
    private static final String OPERATIONS = LinkOperations.LINK + "/operations";
    private static final String OPERATION = OPERATIONS + "/{operation_id}";

    private final LinkService links;

    EndingOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return List.of(
                operation.answering(Verb.GET, OPERATIONS, this::list),
                operation.answering(
                        Verb.GET, OPERATION, call -> message(links.ending(call.link(), call.operation()), call)),
                operation.answering(
                        Verb.POST,
                        OPERATION + ":cancel",
                        call -> message(links.cancelEnding(call.link(), call.operation()), call)));
    }

    private ItemList list(Call call) {
        return new ItemList(
                "TainOperationList",
                call.resources().operations(call.link()),
                links.endings(call.link()).stream()
                        .map(each -> message(each, call))
                        .toList());
    }

    private static OperationData message(EndingStatus ending, Call call) {
        String link = ending.wish().link();
        long deadline = ending.wish().deadlineMillis();
        return new OperationData(
                "TainOperation",
                Resources.unnamed(call.resources().operation(link, ending.wish().id())),
                ending.wish().id(),
                link,
                ending.wish().planned() ? "PROMOTE" : "FAILOVER",
                count(ending, Progress.WAITING) > 0,
                ending.wish().begunMillis(),
                deadline == 0 ? null : (Long) deadline,
                ending.parts().size(),
                count(ending, Progress.ENDED),
                count(ending, Progress.GIVEN_UP),
                waitsFor(ending),
                ending.parts().stream().map(EndingOperations::message).toList());
    }

    private static int count(EndingStatus ending, Progress progress) {
        return (int) ending.parts().stream()
                .filter(each -> each.progress() == progress)
                .count();
    }

    private static String waitsFor(EndingStatus ending) {
        return ending.parts().stream()
                .filter(each ->
                        each.progress() == Progress.WAITING && !each.why().isEmpty())
                .findFirst()
                .map(each -> "'" + each.topic() + "': " + each.why())
                .orElse("");
    }

    private static OperationMirrorData message(EndingStatus.Part part) {
        return new OperationMirrorData(
                part.topic(),
                part.progress().name(),
                part.partitions(),
                part.endedPartitions(),
                part.lackingRecords(),
                part.why(),
                part.fence().state() == FenceState.NONE ? null : message(part.fence()));
    }

    private static SourceFence message(EndingStatus.Fence fence) {
        return new SourceFence(
                fence.sourceTopic(),
                fence.state().name(),
                fence.state() == FenceState.PROVEN ? (Long) 0L : null,
                fence.ends().stream()
                        .map(end -> new FencedPartition(end.partition(), end.source(), end.mirror()))
                        .toList());
    }
}
