/**
 * Real traffic of real providers as test data. A {@link dev.vaultgate.client.recordings.Recordings
 * folder of recordings} enters; what leaves is the outcome of a wire on each, beside the outcome
 * that was expected. A test of a wire says which recordings it takes and which spellings of its
 * requests are one.
 */
@NullMarked
package dev.vaultgate.client.recordings;

import org.jspecify.annotations.NullMarked;
