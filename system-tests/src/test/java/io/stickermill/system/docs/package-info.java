/**
 * What can be read off the code and is written down elsewhere: the pages in {@code docs/} that are generated from it, and
 * the files in {@code deploy/} that must agree with it.
 */
package io.stickermill.system.docs;
