/**
 * The management API below {@code /api/v1}: one table of operations, each with who may call it,
 * from which the routes, the access check and the OpenAPI document are made. Requests of the
 * console, of scripts and of the command line enter; JSON leaves. Nothing is decided here.
 */
@NullMarked
package dev.vaultgate.server.manage;

import org.jspecify.annotations.NullMarked;
