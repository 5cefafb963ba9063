/**
 * Playing failure stories. A {@link dev.vaultgate.router.simulate.Scenario} says what providers do
 * and when; {@link dev.vaultgate.router.simulate.Simulation} sends calls through the very
 * decisions, health and load that serve real ones, on a clock that jumps from event to event, and a
 * {@link dev.vaultgate.router.simulate.Report} comes out. The same scenario gives the same report,
 * to the last byte.
 */
@NullMarked
package dev.vaultgate.router.simulate;

import org.jspecify.annotations.NullMarked;
