/** Endings of files that hold no text; they are not even opened. Whatever else is binary shows it by a NUL. */
const endings = new Set(
  (
    'png jpg jpeg gif webp avif heic bmp ico icns tif tiff psd woff woff2 ttf otf eot ' +
    'mp3 mp4 m4a m4v mov avi mkv webm ogg oga ogv flac wav zip gz tgz bz2 xz zst lz4 7z rar jar war ' +
    'class pyc pyo o a so dll dylib exe wasm node pdf docx xlsx pptx'
  ).split(' '),
);

/** How far the search for a NUL looks, in bytes; git's own measure (`FIRST_FEW_BYTES` in xdiff-interface.c). */
const SNIFFED = 8000;

/** Whether the name alone says that a file is binary. */
export function hasBinaryName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && name.length - dot <= 6 && endings.has(name.slice(dot + 1).toLowerCase());
}

/** Whether content that begins with these bytes is binary. UTF-16 is not, where a byte order mark says so. */
export function isBinary(bytes: Buffer): boolean {
  return !hasUtf16Mark(bytes) && bytes.subarray(0, SNIFFED).includes(0);
}

/** Whether the bytes begin with the byte order mark of UTF-16, either way round. */
export function hasUtf16Mark(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
}
