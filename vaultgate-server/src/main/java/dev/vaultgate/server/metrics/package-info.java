/**
 * What the server counts, for Prometheus to fetch. Labels are paths of ours, providers, public
 * models and statuses: few, and never a key, an address or anything that a caller wrote.
 */
@NullMarked
package dev.vaultgate.server.metrics;

import org.jspecify.annotations.NullMarked;
