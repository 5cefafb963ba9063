/**
 * The dialect of Stability AI: a wish for images enters, one form for each image leaves, and the
 * image comes back as data.
 */
@NullMarked
package dev.vaultgate.client.stability;

import org.jspecify.annotations.NullMarked;
