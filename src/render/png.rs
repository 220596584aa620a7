//! A picture of few colours as PNG (RFC 2083): the same picture gives the same bytes, whatever library
//! versions there are. No text: a reader whose program shows no pictures loses nothing.

/// Colours a picture may have; the first is see-through.
const COLOURS: usize = 4;

/// Longest stored block of a deflate stream (RFC 1951 §3.2.4).
const BLOCK: usize = 0xffff;

/// A picture, all see-through at first.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    width: usize,
    height: usize,
    palette: [[u8; 3]; COLOURS],
    dots: Vec<u8>,
}

impl Picture {
    /// Of so many dots; `palette`: red, green and blue of the colours 1 to 3.
    pub(super) fn new(width: usize, height: usize, palette: [[u8; 3]; 3]) -> Self {
        let [one, two, three] = palette;
        Self {
            width,
            height,
            palette: [[255; 3], one, two, three],
            dots: vec![0; width.saturating_mul(height)],
        }
    }

    /// Fills a box that begins at (left, top); what lies outside is left out.
    pub(super) fn fill(&mut self, left: usize, top: usize, wide: usize, high: usize, colour: u8) {
        let right = left.saturating_add(wide).min(self.width);
        let lines = self.dots.chunks_mut(self.width.max(1));
        for line in lines.skip(top).take(high) {
            if let Some(part) = line.get_mut(left..right) {
                part.fill(colour & 3);
            }
        }
    }

    /// Its bytes as a file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
        let mut head = Vec::new();
        head.extend(size(self.width));
        head.extend(size(self.height));
        head.extend([2, 3, 0, 0, 0]); // two bits a dot, by palette
        chunk(&mut out, b"IHDR", &head);
        chunk(&mut out, b"PLTE", self.palette.as_flattened());
        chunk(&mut out, b"tRNS", &[0]);
        let mut lines = Vec::new();
        for line in self.dots.chunks(self.width.max(1)) {
            lines.push(0); // no filter
            lines.extend(line.chunks(4).map(|four| {
                let at = |n: usize| four.get(n).copied().unwrap_or(0);
                (at(0) << 6) | (at(1) << 4) | (at(2) << 2) | at(3)
            }));
        }
        chunk(&mut out, b"IDAT", &zlib(&lines));
        chunk(&mut out, b"IEND", &[]);
        out
    }
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let begin = out.len();
    out.extend(name);
    out.extend(data);
    let crc = crc(out.get(begin..).unwrap_or_default());
    out.extend(crc.to_be_bytes());
}

/// Stored, not compressed: a summary's picture is small, and no encoder's choices change its bytes.
fn zlib(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = data.chunks(BLOCK);
    let last = blocks.len().saturating_sub(1);
    for (n, block) in blocks.enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(n == last));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    out.extend(adler(data).to_be_bytes());
    out
}

/// CRC-32 of ISO 3309, as PNG wants it.
fn crc(data: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let odd = crc & 1 == 1;
            crc >>= 1;
            if odd {
                crc ^= 0xedb8_8320;
            }
        }
    }
    !crc
}

/// Adler-32 (RFC 1950 §9).
fn adler(data: &[u8]) -> u32 {
    const BASE: u32 = 65_521;
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in data {
        low = low.wrapping_add(u32::from(*byte)) % BASE;
        high = high.wrapping_add(low) % BASE;
    }
    (high << 16) | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_standards() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc(b"IEND"), 0xae42_6082);
        assert_eq!(adler(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn a_picture_is_the_same_to_the_byte() {
        let mut picture = Picture::new(5, 2, [[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
        picture.fill(1, 0, 2, 9, 1);
        picture.fill(4, 1, 9, 9, 3);
        let bytes = picture.bytes();
        assert_eq!(bytes, picture.clone().bytes());
        // Two lines of two bytes, each behind its filter.
        let lines = [0, 0b0001_0100, 0, 0, 0b0001_0100, 0b1100_0000];
        assert!(bytes.windows(lines.len()).any(|w| w == lines), "{bytes:?}");
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x02"));
        assert!(bytes.ends_with(b"IEND\xae\x42\x60\x82"));
    }
}
