/**
 * The lines that the log has of calls: one for each call, and one for each of its attempts, in
 * fields with names. Nothing is put together here unless somebody listens.
 */
@NullMarked
package dev.vaultgate.router.log;

import org.jspecify.annotations.NullMarked;
