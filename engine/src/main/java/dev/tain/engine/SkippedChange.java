package dev.tain.engine;

import dev.tain.engine.TableStop.Cause;
import dev.tain.engine.TableStop.RowChange;
import dev.tain.model.TableName;

/**
 * A change that a person has had left out, because it could not be written.
 *
 * @param stop number of the {@link TableStop} that it was the cause of
 * @param atMillis when it was asked for, milliseconds since 1970
 */
public record SkippedChange(TableName table, long stop, RowChange change, Cause cause, long atMillis) {}
