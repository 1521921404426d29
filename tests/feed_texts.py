"""Small RSS feeds, made of their parts."""

from __future__ import annotations


def item(title: str, text: str = "Words.", guid: str = "", link: str = "", date: str = "") -> str:
    parts = [f"<title>{title}</title>", f"<description>{text}</description>"]
    parts += [f"<guid isPermaLink='false'>{guid}</guid>"] if guid else []
    parts += [f"<link>{link}</link>"] if link else []
    parts += [f"<pubDate>{date}</pubDate>"] if date else []
    return f"<item>{''.join(parts)}</item>"


def rss(*items: str, title: str = "Example News") -> bytes:
    return f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>".encode()
