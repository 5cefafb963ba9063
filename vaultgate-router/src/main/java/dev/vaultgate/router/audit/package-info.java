/**
 * The trail of what administrators and users have changed. Entries come when a change was made, and
 * are only ever added; pages of them leave.
 */
@NullMarked
package dev.vaultgate.router.audit;

import org.jspecify.annotations.NullMarked;
