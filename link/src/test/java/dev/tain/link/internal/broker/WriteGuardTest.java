package dev.tain.link.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.internal.broker.WriteGuard.Answer;
import dev.tain.link.internal.broker.WriteGuard.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.AddPartitionsToTxnResponse;
import org.apache.kafka.common.requests.DeleteRecordsRequest;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.junit.jupiter.api.Test;

class WriteGuardTest {
    private static final Uuid MIRROR_ID = new Uuid(1, 1);
    private static final Uuid FREE_ID = new Uuid(2, 2);
    private static final short NAMES = 12;
    private static final short IDS = 13;

    private final WriteGuard guard = new WriteGuard();

    private void open() {
        guard.readOnly(Set.of("mirror"));
        guard.names(id -> id.equals(MIRROR_ID) ? "mirror" : id.equals(FREE_ID) ? "free" : null);
    }

    @Test
    void knowsNothingBeforeItIsTold() {
        assertThat(guard.verdict("any")).isEqualTo(Verdict.UNKNOWN);
        assertThat(guard.verdict("__consumer_offsets")).isEqualTo(Verdict.FREE);
        open();
        assertThat(guard.verdict("any")).isEqualTo(Verdict.FREE);
        assertThat(guard.verdict("mirror")).isEqualTo(Verdict.READ_ONLY);
        assertThat(guard.verdict(null)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void writesToMirrorsAreRefusedWithASentence() {
        open();
        for (ProduceRequest request : List.of(byName("mirror"), byId(MIRROR_ID))) {
            var refusal = onlyPartition(GuardedProduce.judge(guard, request));
            assertThat(Errors.forCode(refusal.errorCode())).isEqualTo(Errors.INVALID_REQUEST);
            assertThat(refusal.errorMessage()).contains("read-only mirror topic 'mirror'");
        }
        assertThat(guard.refused()).isEqualTo(2);
    }

    @Test
    void otherWritesPass() {
        open();
        assertThat(GuardedProduce.judge(guard, byName("free"))).isSameAs(Answer.PASS);
        assertThat(GuardedProduce.judge(guard, byId(FREE_ID))).isSameAs(Answer.PASS);
        assertThat(guard.refused()).isZero();
    }

    @Test
    void aTopicNobodyKnowsYetIsForLater() {
        open();
        assertThat(onlyPartition(GuardedProduce.judge(guard, byId(Uuid.randomUuid())))
                        .errorCode())
                .isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER.code());
    }

    @Test
    void whileClosedEverythingIsForLater() {
        assertThat(onlyPartition(GuardedProduce.judge(guard, byName("free"))).errorCode())
                .isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER.code());
        assertThat(GuardedMarkers.judge(guard, markers("free"))).isInstanceOf(Answer.Reply.class);
        assertThat(GuardedDeletion.judge(guard, deletion("free"))).isInstanceOf(Answer.Reply.class);
    }

    @Test
    void ofAMixedRequestTheMirrorsAreRefusedWithASentenceAndTheRestIsWritten() {
        open();
        Answer.Part part = (Answer.Part) GuardedProduce.judge(guard, byName("free", "mirror"));
        assertThat(part.rest().data().topicData())
                .extracting(TopicProduceData::name)
                .containsExactly("free");
        assertThat(part.rest().data().topicData().iterator().next().partitionData())
                .allSatisfy(each -> assertThat(each.records().sizeInBytes()).isPositive());
        assertThat(onlyPartition(new Answer.Reply(part.refusals())).errorMessage())
                .contains("read-only mirror topic 'mirror'");
        assertThat(guard.refused()).isEqualTo(1);
    }

    @Test
    void transactionsDoNotGetMirrors() {
        open();
        assertThat(GuardedTransactions.judge(guard, adding(3, false, "free"))).isSameAs(Answer.PASS);
        assertThat(GuardedTransactions.judge(guard, adding(4, true, "mirror"))).isSameAs(Answer.PASS);
        for (int version : List.of(3, 4, 5)) {
            assertThat(added(GuardedTransactions.judge(guard, adding(version, false, "mirror", "free"))))
                    .isEqualTo(Map.of(
                            new TopicPartition("mirror", 0), Errors.POLICY_VIOLATION,
                            new TopicPartition("free", 0), Errors.OPERATION_NOT_ATTEMPTED));
        }
        assertThat(guard.refused()).isEqualTo(3);
        WriteGuard closed = new WriteGuard();
        assertThat(added(GuardedTransactions.judge(closed, adding(3, false, "free"))))
                .containsValue(Errors.COORDINATOR_LOAD_IN_PROGRESS);
    }

    private static AddPartitionsToTxnRequest adding(int version, boolean verifyOnly, String... topics) {
        AddPartitionsToTxnTopicCollection added = new AddPartitionsToTxnTopicCollection();
        for (String topic : topics) {
            added.add(new AddPartitionsToTxnTopic().setName(topic).setPartitions(List.of(0)));
        }
        AddPartitionsToTxnRequestData data = new AddPartitionsToTxnRequestData();
        if (version < 4) {
            data.setV3AndBelowTransactionalId("t").setV3AndBelowTopics(added);
        } else {
            data.transactions()
                    .add(new AddPartitionsToTxnTransaction()
                            .setTransactionalId("t")
                            .setVerifyOnly(verifyOnly)
                            .setTopics(added));
        }
        return new AddPartitionsToTxnRequest(data, (short) version);
    }

    private static Map<TopicPartition, Errors> added(Answer answer) {
        var response = (AddPartitionsToTxnResponse) ((Answer.Reply) answer).response();
        return response.errors().values().iterator().next();
    }

    @Test
    void aMixedRequestThatWantsNoAnswerLosesItsMirrorsRecords() {
        open();
        ProduceRequest request = new ProduceRequest(data("free", "mirror").setAcks((short) 0), NAMES);

        assertThat(GuardedProduce.judge(guard, request)).isSameAs(Answer.PASS);

        for (TopicProduceData topic : request.data().topicData()) {
            int bytes = topic.partitionData().getFirst().records().sizeInBytes();
            assertThat(bytes > 0).as(topic.name()).isEqualTo(topic.name().equals("free"));
        }
    }

    @Test
    void whoWantsNoAnswerIsHungUpOn() {
        open();
        ProduceRequest request = new ProduceRequest(data("mirror").setAcks((short) 0), NAMES);
        assertThat(GuardedProduce.judge(guard, request)).isInstanceOf(Answer.HangUp.class);
    }

    @Test
    void markersForMirrorsAreToldAsDoneAndOthersComeAgain() {
        open();
        assertThat(GuardedMarkers.judge(guard, markers("free"))).isSameAs(Answer.PASS);
        Answer.Reply reply = (Answer.Reply) GuardedMarkers.judge(guard, markers("free", "mirror"));
        assertThat(((WriteTxnMarkersResponse) reply.response()).errorsByProducerId())
                .isEqualTo(Map.of(
                        9L,
                        Map.of(
                                new TopicPartition("free", 0), Errors.REQUEST_TIMED_OUT,
                                new TopicPartition("mirror", 0), Errors.NONE)));
    }

    @Test
    void recordsOfMirrorsAreNotDeleted() {
        open();
        assertThat(GuardedDeletion.judge(guard, deletion("free"))).isSameAs(Answer.PASS);
        Answer.Reply reply = (Answer.Reply) GuardedDeletion.judge(guard, deletion("free", "mirror"));
        assertThat(reply.response().errorCounts()).containsOnlyKeys(Errors.POLICY_VIOLATION);
    }

    private static Refusal onlyPartition(Answer answer) {
        ProduceResponse response = (ProduceResponse) ((Answer.Reply) answer).response();
        var partition = response.data()
                .responses()
                .iterator()
                .next()
                .partitionResponses()
                .getFirst();
        return new Refusal(partition.errorCode(), String.valueOf(partition.errorMessage()));
    }

    private record Refusal(short errorCode, String errorMessage) {}

    private static ProduceRequest byName(String... topics) {
        return new ProduceRequest(data(topics), NAMES);
    }

    private static ProduceRequest byId(Uuid id) {
        ProduceRequestData data = data("");
        data.topicData().iterator().next().setTopicId(id);
        return new ProduceRequest(data, IDS);
    }

    private static ProduceRequestData data(String... topics) {
        ProduceRequestData data = new ProduceRequestData().setAcks((short) -1);
        for (String topic : topics) {
            MemoryRecords records =
                    MemoryRecords.withRecords(Compression.NONE, new SimpleRecord("x".getBytes(StandardCharsets.UTF_8)));
            data.topicData()
                    .add(new TopicProduceData()
                            .setName(topic)
                            .setPartitionData(List.of(
                                    new PartitionProduceData().setIndex(0).setRecords(records))));
        }
        return data;
    }

    private static WriteTxnMarkersRequest markers(String... topics) {
        List<TopicPartition> partitions = List.of(topics).stream()
                .map(each -> new TopicPartition(each, 0))
                .toList();
        return new WriteTxnMarkersRequest.Builder(
                        List.of(new TxnMarkerEntry(9L, (short) 0, 0, TransactionResult.COMMIT, partitions, (short) 0)))
                .build();
    }

    private static DeleteRecordsRequest deletion(String... topics) {
        var data = new DeleteRecordsRequestData();
        for (String topic : topics) {
            data.topics()
                    .add(new DeleteRecordsTopic()
                            .setName(topic)
                            .setPartitions(List.of(new DeleteRecordsPartition()
                                    .setPartitionIndex(0)
                                    .setOffset(1))));
        }
        return new DeleteRecordsRequest.Builder(data).build();
    }
}
