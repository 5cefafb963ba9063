package dev.vaultgate.router.user;

import java.time.Instant;

/** Somebody who may make keys of a project. */
public record ProjectMember(User user, ProjectRole role, Instant since) {}
