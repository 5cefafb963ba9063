/**
 * Requests that may come twice and shall be done once: who names a request claims its name, and
 * gets the same answer, or none, when it comes again. Claims enter with holds, and end with them.
 */
@NullMarked
package dev.vaultgate.router.idempotency;

import org.jspecify.annotations.NullMarked;
