/** Mail by SMTP: addresses and texts come in, and leave for the operator's mail server. */
@NullMarked
package dev.vaultgate.server.mail;

import org.jspecify.annotations.NullMarked;
