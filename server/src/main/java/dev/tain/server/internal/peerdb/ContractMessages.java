package dev.tain.server.internal.peerdb;

import dev.tain.connector.ColumnContract;
import dev.tain.connector.TableContract;
import java.util.List;

/** What of each column's values arrives. Ours: the published API tells nothing of it. */
final class ContractMessages {
    private ContractMessages() {}

    record Table(String sourceTable, String destinationTable, List<Column> columns) {
        static Table of(TableContract table) {
            return new Table(
                    table.source().toString(),
                    table.destination().toString(),
                    table.columns().stream().map(Column::of).toList());
        }
    }

    /**
     * One column.
     *
     * @param contract LOSSLESS, LOSSY or REFUSED
     * @param loss what may not arrive, or why nothing does; empty when everything does
     */
    record Column(
            String sourceColumn,
            String sourceType,
            String destinationColumn,
            String destinationType,
            String contract,
            String loss) {
        static Column of(ColumnContract column) {
            return new Column(
                    column.source(),
                    column.sourceType(),
                    column.destination(),
                    column.destinationType(),
                    column.fidelity().name(),
                    column.loss());
        }
    }
}
