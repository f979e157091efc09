package dev.tain.server;

import dev.tain.connector.Observer;
import dev.tain.engine.ObservationService;
import dev.tain.engine.SlotSample;
import dev.tain.model.ErrorCode;
import dev.tain.model.PeerType;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** One database that every PostgreSQL peer shows. */
public final class FakeObservations implements ObservationService {
    private final FakePeers peers;

    FakeObservations(FakePeers peers) {
        this.peers = peers;
    }

    @Override
    public Observer observer(String peer) {
        if (peers.find(peer).type() != PeerType.POSTGRES) {
            throw new TainException(
                    ErrorCode.REQUEST_UNSUPPORTED,
                    "Tain does not look into peers of type CLICKHOUSE.",
                    "Use tools of that system.");
        }
        return new Shop();
    }

    @Override
    public List<Observer.Slot> slots(String peer, boolean oursOnly) {
        return observer(peer).slots().stream()
                .filter(slot -> !oursOnly || slot.name().startsWith("tain_"))
                .toList();
    }

    @Override
    public List<SlotSample> slotHistory(String peer, String slot, Duration back) {
        peers.find(peer);
        return List.of(
                new SlotSample(slot, FakeMirrors.CREATED_AT - back.toMillis(), 1_572_864, "0/1000", "0/1010", "0/1020"),
                new SlotSample(slot, FakeMirrors.CREATED_AT, 110, "0/2000", "0/2010", "0/2020"));
    }

    private static final class Shop implements Observer {
        private static final TableName ORDERS = new TableName("public", "orders");

        @Override
        public List<String> schemas() {
            return List.of("public", "Sales 2");
        }

        @Override
        public List<TableName> everything() {
            return List.of(new TableName("Sales 2", "a.b"), ORDERS);
        }

        @Override
        public List<Table> tables(String schema) {
            return schema.equals("public")
                    ? List.of(
                            new Table(new TableName("public", "keyless"), false, "8192 bytes", false),
                            new Table(ORDERS, true, "16 kB", true))
                    : List.of();
        }

        @Override
        public List<Column> columns(TableName table) {
            return table.equals(ORDERS)
                    ? List.of(
                            new Column("amount", "numeric(10,2)", "numeric", false, false, false, true),
                            new Column("id", "bigint", "int8", false, false, true, true),
                            new Column("moods", "public.mood[]", "mood", true, true, false, true),
                            new Column("place", "inet[]", "inet", true, false, false, true),
                            new Column("price", "money", "money", false, false, false, true),
                            new Column("v", "public.vector(3)", "vector", false, false, false, true))
                    : List.of();
        }

        @Override
        public List<String> publications() {
            return List.of("mine", "tain_m1");
        }

        @Override
        public List<Slot> slots() {
            return List.of(
                    new Slot(
                            "standby",
                            false,
                            "0/1500000",
                            "0/1400000",
                            "",
                            "",
                            "0/1700000",
                            3_145_728,
                            0,
                            "reserved",
                            OptionalLong.empty(),
                            new Reader("", "", "", 67_108_864),
                            new Spill(
                                    OptionalLong.empty(),
                                    OptionalLong.empty(),
                                    OptionalLong.empty(),
                                    OptionalLong.empty())),
                    new Slot(
                            "tain_m1",
                            true,
                            "0/1500000",
                            "0/15AB000",
                            "0/16FFF00",
                            "0/1700000",
                            "0/1700000",
                            110,
                            1_396_480,
                            "reserved",
                            OptionalLong.of(9_007_199_254_740_993L),
                            new Reader("Client", "WalSenderWaitForWAL", "active", 67_108_864),
                            new Spill(
                                    OptionalLong.of(FakeMirrors.CREATED_AT),
                                    OptionalLong.of(1),
                                    OptionalLong.of(2),
                                    OptionalLong.of(3))));
        }

        @Override
        public List<Session> sessions() {
            return List.of(new Session(
                    4711,
                    "WalSenderWaitForWAL",
                    "Client",
                    "2026-01-02 03:04:05+00",
                    "START_REPLICATION",
                    0.1,
                    "active"));
        }

        @Override
        public List<RowCount> count(List<Counted> tables, Duration limit) {
            return tables.stream()
                    .map(table -> switch (table.name().name()) {
                        case "gone" -> new RowCount(table.name(), RowCount.UNKNOWN, false);
                        case "huge" -> new RowCount(table.name(), 9_007_199_254_740_993L, false);
                        default -> new RowCount(table.name(), 42, true);
                    })
                    .toList();
        }
    }
}
