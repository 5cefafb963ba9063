/**
 * What Amazon's services have in common: requests that are signed by AWS Signature Version 4, and
 * streams whose events lie in binary frames. Requests and bytes enter; headers and events leave.
 * Nothing here knows a service.
 */
@NullMarked
package dev.vaultgate.client.aws;

import org.jspecify.annotations.NullMarked;
