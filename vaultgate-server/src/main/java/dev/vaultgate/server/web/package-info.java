/** The pages for people: files of the class path, with the headers that keep them harmless. */
@NullMarked
package dev.vaultgate.server.web;

import org.jspecify.annotations.NullMarked;
