/**
 * The benchmark of the gateway: what it costs to stand between a caller and a provider, as ratios
 * to a plain nginx in the same run. {@link dev.vaultgate.examples.bench.Bench} is the program,
 * started by {@code examples/bench/run}; it depends on nothing but the JDK. What is measured and
 * how is in {@code docs/performance.md}.
 */
@NullMarked
package dev.vaultgate.examples.bench;

import org.jspecify.annotations.NullMarked;
