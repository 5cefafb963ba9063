/**
 * Choosing and trying deployments. {@link dev.vaultgate.router.route.RouteDecision} says what to do
 * next, as a pure function of the plan, what has happened, how the deployments stand, and the time.
 * {@link dev.vaultgate.router.route.RouteRunner} does it, and tells {@link
 * dev.vaultgate.router.route.Health} how it went.
 */
@NullMarked
package dev.vaultgate.router.route;

import org.jspecify.annotations.NullMarked;
