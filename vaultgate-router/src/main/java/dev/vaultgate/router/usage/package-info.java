/** What was used: one record for each call, and where records go. */
@NullMarked
package dev.vaultgate.router.usage;

import org.jspecify.annotations.NullMarked;
