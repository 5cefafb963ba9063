/**
 * Administration: keys, credit and usage, on a store at hand or over {@code /api/v1} of a running
 * server. Calls of an {@link dev.vaultgate.server.admin.Administration} or requests with an admin
 * key enter; views of what is kept leave, as values or as JSON. Nothing is decided here.
 */
@NullMarked
package dev.vaultgate.server.admin;

import org.jspecify.annotations.NullMarked;
