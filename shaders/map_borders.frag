#version 330 core
// First step while the map moves: which pixels have another unit to their right or below, and what kind of line lies
// there. As BorderMarker (geo/shape/border_marks.cpp) does it on the CPU.
uniform usampler2D ids;
uniform usamplerBuffer units; // fill and flags, ink, numbers of the two higher units
uniform int unit_count;
uniform uint outer_mark; // of the coast and the outer edge

out uint lines; // the mark of the level

const uint no_parent = 0xFFFFFFFEu;

uvec4 unit(uint id) {
    return id < uint(unit_count) ? texelFetch(units, int(id)) : uvec4(0u, 0u, no_parent, no_parent);
}

bool differ(uint a, uint b) {
    return a != no_parent && b != no_parent && a != b;
}

uint level_mark(uint a, uvec4 unit_a, uint b, uvec4 unit_b) {
    if (a == b) {
        return 0u;
    }
    if (a == 0u || b == 0u) {
        return outer_mark;
    }
    return differ(unit_a.w, unit_b.w) ? 3u : differ(unit_a.z, unit_b.z) ? 2u : 1u;
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 last = textureSize(ids, 0) - 1;
    uint own = texelFetch(ids, at, 0).r;
    uint right = texelFetch(ids, ivec2(min(at.x + 1, last.x), at.y), 0).r;
    uint below = texelFetch(ids, ivec2(at.x, min(at.y + 1, last.y)), 0).r;
    lines = 0u;
    if (own == right && own == below) {
        return;
    }
    uvec4 own_unit = unit(own);
    lines = max(level_mark(own, own_unit, right, unit(right)), level_mark(own, own_unit, below, unit(below)));
}
