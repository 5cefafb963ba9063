package dev.vaultgate.client.aws;

import org.jspecify.annotations.Nullable;

/**
 * Who signs. Its text form shows no secret.
 *
 * @param accessKeyId the name of the key, which is no secret
 * @param secretAccessKey the key
 * @param sessionToken goes with keys that are lent for some time; null for others
 */
record AwsKeys(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {

  @Override
  public String toString() {
    return "AwsKeys[" + accessKeyId + "]";
  }
}
