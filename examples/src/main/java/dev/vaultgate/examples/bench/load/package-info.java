/**
 * A load generator on one thread: keeps a fixed number of connections busy with chat completions,
 * each sending its next request when its last is answered (a closed loop). A {@link
 * dev.vaultgate.examples.bench.load.Scenario} and a {@link
 * dev.vaultgate.examples.bench.load.Target} enter; a {@link
 * dev.vaultgate.examples.bench.load.LoadResult} leaves, in which every answer was checked.
 */
@NullMarked
package dev.vaultgate.examples.bench.load;

import org.jspecify.annotations.NullMarked;
