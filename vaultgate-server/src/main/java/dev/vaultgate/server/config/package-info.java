/**
 * What the operator wants: a file, the environment and the command line become one {@link
 * dev.vaultgate.server.config.ServerConfig}, or a list of what is wrong, each with its line and
 * what was expected there.
 */
@NullMarked
package dev.vaultgate.server.config;

import org.jspecify.annotations.NullMarked;
