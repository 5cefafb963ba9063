/**
 * What lies below the API: connections, threads, bodies, streams of events, and errors as HTTP
 * shows them. Requests enter as Jetty parsed them and reach the rest of the server as {@link
 * dev.vaultgate.server.http.Visit}s; nothing here knows of keys, models or money.
 */
@NullMarked
package dev.vaultgate.server.http;

import org.jspecify.annotations.NullMarked;
