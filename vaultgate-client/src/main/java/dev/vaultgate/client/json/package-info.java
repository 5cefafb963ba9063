/**
 * JSON as bytes: one strict pass over a body leaves an index, from which fields are read, trees are
 * built and bytes are replaced. No body is parsed twice.
 */
@NullMarked
package dev.vaultgate.client.json;

import org.jspecify.annotations.NullMarked;
