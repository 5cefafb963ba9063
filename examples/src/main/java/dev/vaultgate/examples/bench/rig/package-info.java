/**
 * The bench that contenders are clamped into: starts them pinned to one core, drives the mock and
 * the load on the other, and reads from {@code /proc} what each phase cost. Linux only. A list of
 * contenders and phases enters; one {@link dev.vaultgate.examples.bench.rig.Trial} per contender
 * leaves.
 */
@NullMarked
package dev.vaultgate.examples.bench.rig;

import org.jspecify.annotations.NullMarked;
