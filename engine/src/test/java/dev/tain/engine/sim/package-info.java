/**
 * A source, a destination and stores in memory, and the means to drive the engine over them by chance.
 *
 * <p>Whether the simulation would notice was tried by breaking what it runs, one thing at a time. Below is the first of
 * the seeds from 1 on that noticed; any change of the simulation makes other runs of the seeds.
 *
 * <pre>
 *   confirm before the commit                            2
 *   commit a batch's rows before its position            6
 *   begin the stream where the slot stands              25
 *   skip a held change                                   1
 *   let a table stream while something is held          10
 *   drain inside a transaction                          82
 *   take a finished table as exact (no replay)           7
 *   skip a chunk after a crash                          21
 *   go on with a table that was rewritten               45
 *   copy an added table without settling               100
 *   hold what is from before it was published            2
 *   no fence for changes                               150
 *   no fence for chunks                               1264, so not in the default run
 *   no fence in the catalog                             92
 *   lose a pause                                         1
 *   keep the exported snapshot after the copy           11
 *   take the snapshot of an attempt that has ended     258
 *   go on from an earlier mirror's bookkeeping           2
 * </pre>
 */
@NullMarked
package dev.tain.engine.sim;

import org.jspecify.annotations.NullMarked;
