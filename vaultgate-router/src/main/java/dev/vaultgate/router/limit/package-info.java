/** How often and how much at once a key may call. Limits run on the monotonic clock alone. */
@NullMarked
package dev.vaultgate.router.limit;

import org.jspecify.annotations.NullMarked;
