/**
 * The judgement: where a call goes, whether it may, and what it costs. {@link
 * dev.vaultgate.router.Router} chooses among deployments and fails over; {@link
 * dev.vaultgate.router.Gateway} puts admission and accounting around it. Both are clients like any
 * other, so an application gets the same policies in its own process as a server gives by HTTP.
 */
@NullMarked
package dev.vaultgate.router;

import org.jspecify.annotations.NullMarked;
