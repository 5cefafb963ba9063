/**
 * The people: users with their roles, the passwords and links by which they come in, and the logins
 * that this leaves them with. Addresses, passwords and tokens enter; users leave, never a secret.
 * What a user may spend is a matter of the {@linkplain dev.vaultgate.router.account account} that
 * is his.
 */
@NullMarked
package dev.vaultgate.router.user;

import org.jspecify.annotations.NullMarked;
