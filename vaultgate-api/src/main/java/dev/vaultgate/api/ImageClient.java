package dev.vaultgate.api;

/** Something that makes images. Safe for many threads; failures are {@link VaultGateException}s. */
public interface ImageClient {

  /** Makes the images, blocking until all are there. */
  ImageResponse generate(ImageRequest request);
}
