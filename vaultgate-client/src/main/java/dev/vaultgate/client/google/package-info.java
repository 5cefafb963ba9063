/**
 * Google Cloud's ways of being let in: service accounts, a person's own login, and the machine's.
 */
@NullMarked
package dev.vaultgate.client.google;

import org.jspecify.annotations.NullMarked;
