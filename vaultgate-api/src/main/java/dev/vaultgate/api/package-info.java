/**
 * The words of VaultGate: chat, image and embedding requests, their answers, their errors, and the
 * clients that take the one and give the other. A provider, a router and a remote gateway are all a
 * {@link dev.vaultgate.api.ChatClient}, so an application moves between them by changing one
 * constructor.
 *
 * <p>Values follow the names of the OpenAI API in Java's spelling and are open: a field that is not
 * known here is kept in {@code extra} and sent on. JSON is read and written in {@link
 * dev.vaultgate.api.json}, never by annotations.
 */
@NullMarked
package dev.vaultgate.api;

import org.jspecify.annotations.NullMarked;
