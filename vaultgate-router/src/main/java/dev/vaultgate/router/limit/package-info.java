/**
 * How often and how much at once a key and its project may call. A call is let in to a place, which
 * it leaves once. Limits run on the monotonic clock alone.
 */
@NullMarked
package dev.vaultgate.router.limit;

import org.jspecify.annotations.NullMarked;
