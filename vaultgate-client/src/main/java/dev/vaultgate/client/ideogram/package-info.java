/**
 * The dialect of Ideogram: a wish for images enters, one form or JSON body leaves, and addresses
 * that expire come back.
 */
@NullMarked
package dev.vaultgate.client.ideogram;

import org.jspecify.annotations.NullMarked;
