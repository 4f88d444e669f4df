/**
 * For tests only: a real Chromium that somebody else started, driven over the DevTools protocol; the system
 * calls of a process; what a disk holds afterwards.
 */
package org.bojagi.browser;
